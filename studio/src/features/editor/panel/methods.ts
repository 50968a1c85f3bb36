import type { Suggestion } from '@/ui/code-editor';

const list = (detail: string, names: string): Suggestion[] => names.split(' ').map(name => ({ label: name.replace('()', ''), kind: name.endsWith('()') ? 'method' : 'field', detail, apply: name }));

/** What can be done with a value of each type: JavaScript's own methods, and those that expressions add. */
export const methods = {
  string: list('text', 'length includes() startsWith() endsWith() indexOf() slice() split() replace() replaceAll() trim() toLowerCase() toUpperCase() match() padStart() padEnd() repeat() charAt() concat() isEmpty() isNotEmpty() hash() base64Encode() base64Decode() urlEncode() urlDecode() parseJson() toJsonString() quote() removeMarkdown() removeTags() replaceSpecialChars() toTitleCase() toSentenceCase() toSnakeCase() toKebabCase() toCamelCase() isDomain() isEmail() isUrl() isNumeric() extractEmail() extractDomain() extractUrl() extractUrlPath() toBoolean() toInt() toFloat() toNumber() toDateTime()'),
  number: list('number', 'toFixed() round() floor() ceil() abs() isEven() isOdd() isInteger() isEmpty() format() toBoolean() toInt() toFloat() toDateTime() toString() toJsonString()'),
  boolean: list('true or false', 'toInt() toNumber() toBoolean() toString() toJsonString()'),
  array: list('list', 'length map() filter() find() some() every() reduce() join() includes() indexOf() slice() concat() sort() reverse() flat() flatMap() append() average() chunk() compact() difference() intersection() union() unique() removeDuplicates() first() last() isEmpty() isNotEmpty() max() min() sum() merge() pluck() randomItem() renameKeys() smartJoin() toJsonString()'),
  object: list('object', 'keys() values() hasField() isEmpty() isNotEmpty() compact() removeField() removeFieldsContaining() keepFieldsContaining() merge() urlEncode() toJsonString()'),
  date: list('date', 'toISO() toISODate() toFormat() plus() minus() startOf() endOf() diff() setZone() toMillis() toSeconds() toLocaleString() year month day hour minute second weekday isWeekend() toDateTime() toDate()'),
};

const name = (label: string, detail: string, apply = label): Suggestion => ({ label, detail, kind: 'name', apply });

/** What an expression may begin with. */
export const globals: Suggestion[] = [
  name('$json', 'this item'), name('$input', 'all items of the step'), name('$binary', 'files of this item'), name('$now', 'date and time'), name('$today', 'midnight'), name('$itemIndex', 'number of the item'),
  name('$execution', 'this run'), name('$run', 'this run'), name('$workflow', 'this workflow'), name('$vars', 'variables of the installation'), name('$env', 'allowed environment'), name('$runIndex', 'firing of the node'),
  name('$if', 'condition, then, else', '$if()'), name('$ifEmpty', 'value, else', '$ifEmpty()'), name('$min', 'least', '$min()'), name('$max', 'most', '$max()'), name('$sum', 'sum', '$sum()'), name('$average', 'average', '$average()'),
  name('$jmespath', 'query of data', '$jmespath()'), name('$wait', 'link that resumes a waiting step', "$wait('')"), name('DateTime', 'dates'), name('Math', 'JavaScript'), name('JSON', 'JavaScript'),
];

const fields = (detail: string, names: string) => list(detail, names);
export const members = {
  node: fields('node', 'item first() last() all() isExecuted'),
  input: fields('step', 'item first() last() all() params'),
  item: fields('item', 'json binary'),
  run: fields('run', 'id mode resumeUrl'),
  workflow: fields('workflow', 'id name version active'),
  dateTime: fields('DateTime', 'now() fromISO() fromFormat() fromMillis() fromSeconds() local() utc()'),
};
