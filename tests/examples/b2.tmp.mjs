import { createPage } from '../../dist/page.js';
import http from 'node:http';
import express from 'express'; import cors from 'cors';
const app = express(); app.use(cors({ origin: 'https://app.example.com', maxAge: 0 })); app.use(express.json());
app.put('/items/:id', (req, res) => res.json({ id: req.params.id, ...req.body }));
const H = [['Access-Control-Allow-Origin','https://app.example.com'],['Vary','Origin'],['Access-Control-Allow-Methods','GET,HEAD,PUT'],['Access-Control-Allow-Headers','content-type'],['Access-Control-Max-Age','0'],['Content-Type','application/json']];
const bytes = new TextEncoder().encode('{"a":1}');
const fake = { async exchange(r) { return { status: r.kind==='preflight'?204:200, statusText: '', headers: H, body: r.kind==='preflight'?null: new ReadableStream({start(c){c.enqueue(bytes);c.close();}}) }; } };
const bare = (req, res) => { for (const [n,v] of H) res.setHeader(n,v); if (req.method==='OPTIONS') { res.statusCode=204; res.end(); } else { req.resume(); req.on('end',()=>res.end('{"a":1}')); } };
const bench = async (name, servers) => {
const page = createPage({ url: 'https://app.example.com/', servers });
const one = async () => { const r = await page.fetch('https://api.example.com/items/7', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: '{"a":1}' }); return r.json(); };
for (let i = 0; i < 1500; i++) await one();
let best = 0; for (let k = 0; k < 4; k++) { const t = performance.now(); for (let i = 0; i < 1000; i++) await one(); best = Math.max(best, Math.round(1000 / ((performance.now() - t) / 1000))); } console.log(name, best);
};
for(let i=0;i<4;i++) await bench('fake transport', fake);
