/** `multipart/form-data`, as a form's fields are written into a body. */

/** The boundary that the core gives a described form: `multipart/form-data; boundary=----corslab`. */
const BOUNDARY = '----corslab';

/** @typedef {{ name: string, value: string, fileName?: string, type?: string }} Field */

/** @param {Field[]} fields */
export function writeForm(fields) {
  const parts = fields.map(({ name, value, fileName, type }) => {
    const file = fileName === undefined ? '' : `; filename="${escapeName(fileName)}"`;
    const contentType = type === undefined ? '' : `Content-Type: ${type}\r\n`;
    return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${escapeName(name)}"${file}\r\n${contentType}\r\n${value}\r\n`;
  });
  return `${parts.join('')}--${BOUNDARY}--\r\n`;
}

/** @param {string} name */
function escapeName(name) {
  return name.replace(/\r\n|\r|\n/g, '%0D%0A').replaceAll('"', '%22');
}
