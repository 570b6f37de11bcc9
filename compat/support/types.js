import { readFileSync } from 'node:fs';

const INSTALLED = new URL('../node_modules/', import.meta.url);

/**
 * The names of the properties that a client's own declarations give to a type, without inherited
 * ones, and which of them must not be null.
 */
export function propertiesOf(packageName, module, type) {
  const text = readFileSync(new URL(`${packageName}/resources/${module}`, INSTALLED), 'utf8')
    .replaceAll(/\/\*\*.*?\*\//gs, '');
  const body = new RegExp(`^( *)(?:export )?interface ${type}(?: extends \\w+)? \\{\\n(.*?)^\\1\\}`, 'ms').exec(text);
  if (!body) throw new Error(`${module} of ${packageName} has no ${type}`);
  const indent = `${body[1]}    `;
  const lines = body[2].matchAll(new RegExp(`^${indent}(\\w+)(\\??): (.*)$`, 'gm'));
  return [...lines].map(([, name, optional, what]) => ({
    name,
    required: optional === '',
    nullable: what.includes('null'),
  }));
}
