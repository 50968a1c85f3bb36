// Writes src/api/types.ts from the contract of a running server: AUTERITY_URL, AUTERITY_API_KEY.
import { writeFile } from 'node:fs/promises';
import openapi, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const server = process.env.AUTERITY_URL ?? 'http://localhost:8000';
const answer = await fetch(`${server}/openapi/v1.json`, { headers: { 'X-Api-Key': process.env.AUTERITY_API_KEY ?? '' } });
if (!answer.ok) throw new Error(`${server} answers ${answer.status}; set AUTERITY_URL and AUTERITY_API_KEY.`);

const number = ts.factory.createKeywordTypeNode(ts.SyntaxKind.NumberKeyword);
const nothing = ts.factory.createLiteralTypeNode(ts.factory.createNull());

/** The server also reads numbers written as text; it never writes them so. */
function transform(schema) {
  if (!Array.isArray(schema.type) || !schema.type.includes('string') || !(schema.type.includes('integer') || schema.type.includes('number'))) return undefined;
  return schema.type.includes('null') ? ts.factory.createUnionTypeNode([number, nothing]) : number;
}

// Only shapes are used; the operations are called by name in src/api.
const { components } = await answer.json();
const document = { openapi: '3.1.0', info: { title: 'Auterity', version: 'v1' }, paths: {}, components: { schemas: components.schemas } };
await writeFile(new URL('../src/api/types.ts', import.meta.url), `// Generated: npm run types\n${astToString(await openapi(document, { transform, alphabetize: true }))}`);
