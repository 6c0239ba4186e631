//! How structs of switches are declared: so that tests can turn each switch on its own.

macro_rules! switches {
    ($(#[$meta:meta])* pub struct $Name:ident { $($(#[$doc:meta])* pub $field:ident: $Type:ty,)+ }) => {
        $(#[$meta])*
        pub struct $Name { $($(#[$doc])* pub $field: $Type,)+ }

        #[cfg(test)]
        impl $Name {
            /// Each switch by its name, with what copies it from one profile to another.
            pub(crate) const SWITCHES: &[(&str, fn(&mut Self, &Self))] =
                &[$((stringify!($field), |to, from| to.$field.clone_from(&from.$field))),+];
        }
    };
}
pub(crate) use switches;
