const WIDTH = 96;

/** Formats JSON with each value on one line where it fits. */
export function formatJson(value: unknown, indent = ''): string {
  const compact = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || indent.length + compact.length <= WIDTH - 24) return compact;
  const inner = `${indent}  `;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined).map(([key, item]) => {
    const text = formatJson(item, inner);
    return inner + (Array.isArray(value) ? text : `"${key}": ${text}`);
  });
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${entries.join(',\n')}\n${indent}${close}`;
}

/** Breaks text between words. Each line gets the indent of the text. */
export function wrapText(text: string, width = WIDTH): string[] {
  if (text.length <= width) return [text];
  const indent = /^ */.exec(text)![0];
  const [first, ...words] = text.trim().split(' ');
  const lines = [indent + first];
  for (const word of words) {
    const line = `${lines.at(-1)} ${word}`;
    if (line.length > width) lines.push(indent + word);
    else lines[lines.length - 1] = line;
  }
  return lines;
}
