//! The public contract in TypeScript, generated from the Rust types.

use ts_rs::{Config, TS};

use crate::disagreement::{Disagreement, DisagreementAbout, EngineAnswer, EngineDecision, Unanswered};
use crate::explain::{CauseCode, ConsoleExplanation, WarningCode};
use crate::fetch::Ask;
use crate::fetch::enums::{
    BodyKind, CacheMode, CredentialsMode, CrossOrigin, EmbedderPolicy, Engine, Initiator, Mode, RedirectMode,
    ReferrerPolicy, ResponseType, SameSite,
};
use crate::origin::compare::{
    ComparedPort, ComparedText, EffectivePort, OriginComparison, OriginFacts, OriginParts, OriginReason,
    OriginReasonCode, Side, UrlPart, UrlPiece, UrlRewrite,
};
use crate::origin::public_suffix::Section;
use crate::scenario::{
    AnswerInput, BodyInput, CacheEntryInput, CookieInput, PageInput, ReplyInput, RequestInput, ScenarioInput,
};
use crate::standard::Standard;
use crate::trace::{Moment, StepResult, StepView};
use crate::verdict::{
    Cause, Exchange, ExchangeKind, ExchangeReply, ExchangeRequest, ExchangeResult, Fix, FixTarget, HeaderChange,
    HiddenBecause, Outcome, Party, Phase, Preflight, PreflightDecision, PreflightReason, PreflightReasonCode, Response,
    Severity, Verdict, Warning, WithheldBecause, WithheldCookie,
};

/// Header lists as JavaScript gives them: the door turns anything that iterates over pairs into pairs.
const HEADERS: &str = "\
/** Headers: pairs (which keep duplicates and order), an object, anything that iterates over pairs, or raw header lines. */
export type HeadersDescription = Iterable<readonly [name: string, value: string]> | { [name: string]: string | readonly string[] } | string;
";

/// What the door adds to a verdict: in Rust one asks [`compare_engines`](crate::compare_engines).
const DISAGREEMENTS: &str = "\
export type Verdict = {
/**
 * Where the engines and the standard disagree about this scenario, and which one does what; empty where they all agree.
 * Made when it is first read, by four simulations. The verdicts of `Fetch` lack it.
 */
disagreements?: Disagreement[],";

/// The declarations of every type of the contract, each with its documentation.
#[must_use]
pub fn declarations() -> String {
    let config = Config::default();
    let mut text = String::from(HEADERS);
    macro_rules! declare {
        ($($Type:ty),+ $(,)?) => { $(declare::<$Type>(&config, &mut text);)+ };
    }
    declare!(
        ScenarioInput,
        PageInput,
        RequestInput,
        BodyInput,
        AnswerInput,
        ReplyInput,
        CookieInput,
        CacheEntryInput,
        Engine,
        Initiator,
        Mode,
        CredentialsMode,
        RedirectMode,
        CacheMode,
        ReferrerPolicy,
        EmbedderPolicy,
        CrossOrigin,
        BodyKind,
        SameSite,
        Verdict,
        Outcome,
        Cause,
        CauseCode,
        Phase,
        Standard,
        Preflight,
        PreflightDecision,
        PreflightReason,
        PreflightReasonCode,
        Exchange,
        ExchangeKind,
        ExchangeResult,
        ExchangeRequest,
        ExchangeReply,
        WithheldCookie,
        WithheldBecause,
        Response,
        HiddenBecause,
        ResponseType,
        Fix,
        Party,
        FixTarget,
        HeaderChange,
        Warning,
        WarningCode,
        Severity,
        StepView<'static>,
        StepResult,
        Moment,
        Ask,
        ConsoleExplanation,
        Disagreement,
        DisagreementAbout,
        EngineAnswer,
        EngineDecision,
        Unanswered,
        OriginComparison,
        OriginFacts,
        UrlPiece,
        UrlPart,
        UrlRewrite,
        OriginParts,
        ComparedText,
        ComparedPort,
        EffectivePort,
        OriginReason,
        OriginReasonCode,
        Side,
        Section,
    );
    text.replacen("export type Verdict = {", DISAGREEMENTS, 1)
}

fn declare<T: TS + ?Sized>(config: &Config, text: &mut String) {
    text.push('\n');
    text.push_str(&T::docs().unwrap_or_default());
    text.push_str("export ");
    text.push_str(&T::decl(config));
    text.push('\n');
}
