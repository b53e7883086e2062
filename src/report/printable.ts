/**
 * Makes text harmless for a terminal: control characters, which move the cursor or change colours and titles, become
 * their pictures, and marks that reverse the direction of text (so that code reads differently than it runs) become a
 * replacement character. Tabs stay. Each character becomes one character, so that columns are kept.
 */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    picture,
  );
}

function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\ufffd";
}
