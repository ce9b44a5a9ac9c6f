// Reads an AsyncAPI document as its makers' own parser does. Prints what is wrong; exits with 1 if anything is.
import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';

const [, , file] = process.argv;
const { document, diagnostics } = await new Parser().parse(readFileSync(file, 'utf8'), { source: file });
const wrong = diagnostics.filter(d => d.severity <= 1); // errors and warnings; hints are a matter of taste
for (const d of wrong) console.log(`line ${d.range.start.line + 1}, ${d.path.join('.')}: ${d.code}: ${d.message}`);
if (wrong.length || !document) process.exit(1);
console.log(`${document.allChannels().length} channels, ${document.allOperations().length} operations, ${document.allMessages().length} messages`);
