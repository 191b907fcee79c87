/**
 * Compiles schemas of answers with Ajv as strict as it can be. Reads {vocabulary, schemas, whens, cases} from the file
 * that is named: cases are [number of a schema, answers, whether Python takes them]. Prints how many were held together;
 * at the first difference it ends with 1.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";

const { vocabulary, schemas, whens, cases } = JSON.parse(readFileSync(String(process.argv[2]), "utf8"));

/** As docs/forms.md shows it. */
const strict = () => {
  const ajv = new Ajv2020({ strict: true });
  formats.default(ajv);
  ajv.addFormat("datetime-local", true);
  for (const [keyword, metaSchema] of Object.entries(vocabulary.properties)) {
    if (keyword.startsWith("x-")) ajv.addKeyword({ keyword, metaSchema });
  }
  return ajv;
};

assert.throws(() => new Ajv2020({ strict: true }).compile(schemas[0]), /unknown keyword|unknown format/);
const ajv = strict();
const takes = schemas.map((/** @type {any} */ schema) => ajv.compile(schema));
for (const when of whens) ajv.compile(when);
for (const [number, answers, taken] of cases) {
  assert.equal(takes[number](answers), taken, JSON.stringify({ schema: schemas[number].$id, answers }));
}
const wrong = { type: "object", properties: { a: { type: "string", "x-type": "nothing" } } };
assert.throws(() => strict().compile(wrong), /"x-type" value is invalid/);
console.log(cases.length);
