import { simulate } from 'corslab';

const scenario = {
  page: 'https://app.example.com/',
  request: 'https://api.example.com/',
  server: { response: { headers: { 'access-control-allow-origin': '*' } } },
};
const start = performance.now();
simulate(scenario);
console.log(performance.now() - start);
