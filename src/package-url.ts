/**
 * The URL of a file of this package, by its path from the package's root, which is one level above this file both in
 * the sources and in the build.
 */
export function packageUrl(path: string): URL {
  return new URL(`../${path}`, import.meta.url);
}
