/** Where one reads on. What each is called stands in the catalogue under the same name. */

const FETCH = 'https://fetch.spec.whatwg.org/';
const HTML = 'https://html.spec.whatwg.org/multipage/browsers.html';
const MDN = 'https://developer.mozilla.org/en-US/docs/Web/';
const MDN_ERRORS = `${MDN}HTTP/Guides/CORS/Errors/`;
const WSTG = 'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/11-Client-side_Testing/';
const CWE = 'https://cwe.mitre.org/data/definitions/';

/** @type {Record<string, string>} */
export const links = {
  'cors-protocol': `${FETCH}#http-cors-protocol`,
  'cors-check': `${FETCH}#concept-cors-check`,
  'cors-credentials': `${FETCH}#cors-protocol-and-credentials`,
  'cors-caches': `${FETCH}#cors-protocol-and-http-caches`,
  'cors-exceptions': `${FETCH}#cors-protocol-exceptions`,
  preflight: `${FETCH}#cors-preflight-fetch`,
  safelist: `${FETCH}#cors-safelisted-request-header`,
  'request-mode': `${FETCH}#concept-request-mode`,
  'origin-header': `${FETCH}#origin-header`,
  corp: `${FETCH}#cross-origin-resource-policy-header`,
  'html-origin': `${HTML}#concept-origin`,
  'html-serialization': `${HTML}#ascii-serialisation-of-an-origin`,
  'html-same-origin': `${HTML}#same-origin`,
  'mixed-content': 'https://w3c.github.io/webappsec-mixed-content/',
  samesite: 'https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html',
  vary: 'https://www.rfc-editor.org/rfc/rfc9110#name-vary',
  'mdn-sop': `${MDN}Security/Same-origin_policy`,
  'mdn-no-wildcard': `${MDN_ERRORS}CORSNotSupportingCredentials`,
  'mdn-mismatch': `${MDN_ERRORS}CORSAllowOriginNotMatchingOrigin`,
  'mdn-missing': `${MDN_ERRORS}CORSMissingAllowOrigin`,
  'mdn-multiple': `${MDN_ERRORS}CORSMultipleAllowOriginNotAllowed`,
  'mdn-preflight': `${MDN_ERRORS}CORSPreflightDidNotSucceed`,
  'mdn-headers': `${MDN}HTTP/Reference/Headers/Access-Control-Allow-Headers`,
  'mdn-mode': `${MDN}API/Request/mode`,
  'mdn-csrf': `${MDN}Security/Attacks/CSRF`,
  nginx: 'https://nginx.org/en/docs/http/ngx_http_headers_module.html',
  portswigger: 'https://portswigger.net/research/exploiting-cors-misconfigurations-for-bitcoins-and-bounties',
  'wstg-cors': `${WSTG}07-Testing_Cross_Origin_Resource_Sharing`,
  'wstg-xssi': `${WSTG}13-Testing_for_Cross_Site_Script_Inclusion`,
  'owasp-csrf': 'https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html',
  'cwe-942': `${CWE}942.html`,
  'cwe-352': `${CWE}352.html`,
  'cwe-346': `${CWE}346.html`,
};
