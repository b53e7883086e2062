/** Zones of the IANA database that are younger than the oldest Node.js that runs this, which may not know them (2026-11). */
const YOUNG_ZONES: ReadonlySet<string> = new Set(["America/Coyhaique"]);

/** The first parts that names of zones have. */
const AREAS =
  /^(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian|Mexico|Pacific|US)\//;

/**
 * Whether a text is surely no time zone of the IANA database: it has blanks, as the names that Windows uses, or has the form
 * of one and is none. Of abbreviations and offsets it is not certain which ones AWS takes.
 */
export function isNoTimeZone(text: string): boolean {
  if (/\s/.test(text)) return true;
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
