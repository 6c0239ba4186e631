import { createPage } from '../../dist/page.js';
import express from 'express'; import cors from 'cors';
const app = express(); app.use(cors({ origin: 'https://app.example.com', maxAge: 0 })); app.use(express.json());
app.put('/items/:id', (req, res) => res.json({ id: req.params.id, ...req.body }));
const page = createPage({ url: 'https://app.example.com/', servers: { 'https://api.example.com': app } });
const one = async () => { const r = await page.fetch('https://api.example.com/items/7', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: '{"a":1}' }); return r.json(); };
console.log(await one(), page.preflightCache());
for (let i = 0; i < 2000; i++) await one();
for (let k = 0; k < 3; k++) { const t = performance.now(); for (let i = 0; i < 2000; i++) await one(); console.log(Math.round(2000 / ((performance.now() - t) / 1000)), 'a second'); }
