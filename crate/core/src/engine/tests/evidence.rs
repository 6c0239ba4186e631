//! What the comments in the engines' files name.

use std::fs;

use super::*;

/// A profile as its file has it: what it sets itself, each with the comment before it.
struct Table {
    version: String,
    /// The constant that has the rest.
    base: String,
    settings: Vec<(String, String)>,
}

/// Every constant of an engine's file, by its name.
fn tables(engine: Engine) -> Vec<(String, Table)> {
    let path = format!("{}/src/engine/{engine}.rs", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(path).unwrap();
    let constants = text.split("\npub const ").skip(1);
    constants
        .filter_map(|constant| Some((constant.split_once(": Profile = ")?.0.to_owned(), table(constant))))
        .collect()
}

fn table(constant: &str) -> Table {
    let mut table = Table { version: String::new(), base: String::new(), settings: Vec::new() };
    let mut groups: Vec<&str> = Vec::new();
    let mut comment = String::new();
    for line in constant.lines().skip(1).take_while(|line| *line != "};").map(str::trim) {
        if let Some(text) = line.strip_prefix("// ") {
            comment = [&comment, " ", text].concat();
            continue;
        }
        match line.split_once(": ") {
            Some(("version", value)) => table.version = value.trim_matches([',', '"']).to_owned(),
            Some((name, value)) if value.ends_with(" {") => groups.push(name),
            Some((name, _)) if !name.contains('"') => {
                let path = groups.iter().chain([&name]).copied().collect::<Vec<_>>().join(".");
                table.settings.push((path, comment.clone()));
            }
            _ if line == "}," => drop(groups.pop()),
            _ if groups.is_empty() && line.starts_with("..") => table.base = line[2..].to_owned(),
            _ => {}
        }
        comment.clear();
    }
    table
}

/// The comment before a setting, in the constant of that version or in one that it is made from.
fn evidence(tables: &[(String, Table)], version: &str, path: &str) -> Option<String> {
    let mut table = &tables.iter().find(|(_, table)| table.version == version)?.1;
    loop {
        if let Some((_, evidence)) = table.settings.iter().find(|(setting, _)| setting == path) {
            return Some(evidence.clone());
        }
        table = &tables.iter().find(|(name, _)| *name == table.base)?.1;
    }
}

/// The names in a comment: `Case x`, `Sequences x, y*` and `Minimal "a sentence"`.
fn cited(evidence: &str, kept: &[Kept]) -> Vec<String> {
    let evidence = evidence.replace("Minimal scenario", "Minimal");
    let mut names = Vec::new();
    let mut rest = String::new();
    for (index, part) in evidence.split("Minimal \"").enumerate() {
        let ends = |each: &&Kept| sentence_end(part, each).is_some();
        match kept.iter().find(ends).filter(|_| index > 0) {
            Some(each) => {
                names.push(each.name.clone());
                rest.push_str(&part[sentence_end(part, each).unwrap()..]);
            }
            None if index > 0 => names.push(format!("Minimal \"{part}")),
            None => rest.push_str(part),
        }
    }
    for kind in ["Case", "Sequence"] {
        for list in rest.split(kind).skip(1) {
            let Some(list) = list.strip_prefix('s').unwrap_or(list).strip_prefix(' ') else { continue };
            let list = list.split([';', '.', ':', '(']).next().unwrap();
            let items = list.split(", ").flat_map(|part| part.split(" and "));
            names.extend(items.map(|name| format!("{kind} {}", name.trim())));
        }
    }
    names
}

/// Where a quotation of this scenario's sentence ends, or of its beginning.
fn sentence_end(text: &str, each: &Kept) -> Option<usize> {
    let sentence = each.name.strip_prefix("Minimal \"")?;
    let same = text.bytes().zip(sentence.bytes()).take_while(|(a, b)| a == b).count();
    let end = if text[..same].ends_with('"') { same } else { same + 1 };
    (same > 12 && text.get(..end)?.ends_with('"')).then_some(end)
}

fn is_named(each: &Kept, name: &str) -> bool {
    match name.split_once('*') {
        Some((start, end)) => each.name.starts_with(start) && each.name.ends_with(end),
        None => each.name == name,
    }
}

/// Whoever doubts a switch finds a scenario that its engine has answered, and that comes out differently without it.
#[test]
fn each_switch_names_a_scenario_that_it_decides() {
    let kept = kept();
    let mut wrong = Vec::new();
    for profile in engines() {
        let tables = tables(profile.engine);
        for (path, copy) in switches() {
            let Some(without) = with(profile, &copy, &Profile::STANDARD) else { continue };
            let evidence = evidence(&tables, profile.version, &path).unwrap_or_default();
            let names = cited(&evidence, &kept);
            let answered = |each: &Kept| each.browsers.contains(&profile.engine.to_string());
            let named =
                |name: &str| kept.iter().filter(|each| answered(each) && is_named(each, name)).collect::<Vec<_>>();
            let missing: Vec<&String> = names.iter().filter(|name| named(name).is_empty()).collect();
            let decides =
                names.iter().flat_map(|name| named(name)).any(|each| each.play(profile) != each.play(without));
            if !missing.is_empty() || !decides {
                let could = kept.iter().filter(|each| answered(each) && each.play(profile) != each.play(without));
                let could: Vec<&str> = could.map(|each| each.name.as_str()).take(5).collect();
                let said = format!("{evidence} (missing: {missing:?}, decides: {decides}, could be: {could:?})");
                wrong.push(format!("{} {path}:{said}", profile.engine));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The files say nothing of settings that are the standard's own.
#[test]
fn each_setting_differs_from_the_standard() {
    for profile in engines() {
        let differs: Vec<String> = switches()
            .into_iter()
            .filter(|(_, copy)| with(profile, copy, &Profile::STANDARD).is_some())
            .map(|(path, _)| path)
            .collect();
        let (_, table) =
            tables(profile.engine).into_iter().find(|(_, table)| table.version == profile.version).unwrap();
        assert!(table.settings.len() > 10 || table.base != "STANDARD", "{}", profile.engine);
        for (path, _) in table.settings.iter().filter(|(path, _)| !matches!(path.as_str(), "engine" | "fetch_error")) {
            assert!(differs.contains(path), "{} {path}", profile.engine);
        }
    }
}
