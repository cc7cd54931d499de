/** README.md of every archive: for whoever opens it without us. */
export const ARCHIVE_README = `# Archive of a tenant of Lianpiao

A tar file, compressed with gzip. \`manifest.json\` says whose it is, when it was made and by which version, which migrations its
tables have, and of each table the columns with their PostgreSQL types, the key, the number of rows, and the size and SHA-256 of its file.
\`tables/<name>.csv\` holds the rows of one table, all of one moment, in the order of the key.

The files are CSV as in RFC 4180: UTF-8, a header, commas, quotes doubled inside quotes; lines end with LF. A null is \\N without
quotes; an empty text is nothing or ""; the text \\N itself is in quotes. Values are PostgreSQL's text form: integers exact and in minor
units where the name ends in _minor, timestamps with zone in UTC (2026-05-01 04:00:00.123456+00), jsonb as JSON, arrays as {a,b},
bytea as \\x and hexadecimal digits.

The values are exact, because archives are for restoring: nothing is put before a text that begins with =, +, - or @. Do not open the
files in a spreadsheet program that takes such a text for a formula; import the columns as text.

Private signing keys are as they are stored: sealed with AES-256-GCM. \`sealedUnder\` names the data key, which is not in here. Staff
accounts, their passwords and the clients of machines belong to the identity provider and are not in here either: the bureau's first
administrator is invited anew after a restore, and invites the others.
`;
