/** Zones of the IANA database that are younger than the oldest Node.js that runs this, which may not know them (2026-11). */
const YOUNG_ZONES: ReadonlySet<string> = new Set(["America/Coyhaique"]);

/** The first parts that names of zones have. */
const AREAS =
  /^(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian|Mexico|Pacific|US)\//;

/**
 * Abbreviations that people use and the IANA database has in none of its files (2026-11), other than EST, MST, HST, CET, EET,
 * MET and WET, which it has. Only some of them are known to one runtime or another.
 */
const ABBREVIATIONS: ReadonlySet<string> = new Set(
  "ACST AEDT AEST AKST AWST BRT BST CEST CDT CST EDT EEST HKT ICT IST JST KST MDT MSK NZDT NZST PDT PKT PST SGT WEST WIB".split(
    " ",
  ),
);

/**
 * Whether a text is surely no time zone of the IANA database: it has blanks, as the names that Windows uses, is an abbreviation
 * that is none, or has the form of one and is none. Of offsets it is not certain which ones AWS takes.
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

/** Every zone that this Node.js can list, for telling which one is meant. */
export function timeZones(): readonly string[] {
  return Intl.supportedValuesOf("timeZone");
}
