/** The program `corslab`. */
import { main } from '../command/command.js';

await main(process.argv.slice(2));
