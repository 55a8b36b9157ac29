/**
 * Tells whether a version lies in a range made of `^1.2.3` and `>=1.2.3` joined by `||`.
 *
 * @param {string} version such as '20.20.2'
 * @param {string} range such as '^20.19.0 || >=22.12.0'
 * @returns {boolean}
 */
export function satisfies(version, range) {
  const [major, minor, patch] = numbers(version);
  return range.split('||').some((part) => {
    const [wantedMajor, wantedMinor, wantedPatch] = numbers(part);
    if (major !== wantedMajor) return part.trim().startsWith('>=') && major > wantedMajor;
    return minor > wantedMinor || (minor === wantedMinor && patch >= wantedPatch);
  });
}

/**
 * @param {string} version of the running Node, such as '18.0.0'
 * @param {string} range that package.json asks for
 * @returns {string | null} a sentence for the user, or null when this Node will do
 */
export function nodeFailure(version, range) {
  if (satisfies(version, range)) return null;
  return (
    `This is Node ${version}, and Kilas needs Node ${range.replace(/\^/g, '').replace('||', 'or')}. ` +
    'Get the current LTS from https://nodejs.org and run the same command again.'
  );
}

function numbers(version) {
  return version
    .replace(/[^\d.]/g, '')
    .split('.')
    .map(Number);
}
