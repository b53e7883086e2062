/** IANA time zones that are newer than the oldest supported Node.js, which may not know them (2026-11). */
const YOUNG_ZONES: ReadonlySet<string> = new Set(["America/Coyhaique"]);

/** The first parts of time zones' names. */
const AREAS =
  /^(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian|Mexico|Pacific|US)\//;

/**
 * Abbreviations that people use but the IANA database lacks (2026-11); it does have EST, MST, HST, CET, EET, MET and
 * WET. Runtimes differ in which of these they accept.
 */
const ABBREVIATIONS: ReadonlySet<string> = new Set(
  "ACST AEDT AEST AKST AWST BRT BST CEST CDT CST EDT EEST HKT ICT IST JST KST MDT MSK NZDT NZST PDT PKT PST SGT WEST WIB".split(
    " ",
  ),
);

/**
 * Whether a text is certain not to be an IANA time zone: it contains blanks, as Windows' names do, is an abbreviation
 * that the database lacks, or looks like a zone's name and is none. Offsets are left alone, as it is not certain which
 * ones AWS accepts.
 */
export function isNoTimeZone(text: string): boolean {
  if (/\s/.test(text) || ABBREVIATIONS.has(text)) return true;
  return AREAS.test(text) && !YOUNG_ZONES.has(text) && !isKnownZone(text);
}

function isKnownZone(timeZone: string): boolean {
  try {
    Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}

/** Every zone that this Node.js can list, for suggestions. */
export function timeZones(): readonly string[] {
  return Intl.supportedValuesOf("timeZone");
}
