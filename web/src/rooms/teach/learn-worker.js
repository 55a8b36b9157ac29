// Learns away from the page and from the model: neither waits for it.
import { learn } from './learn.js';

self.onmessage = ({ data }) => self.postMessage(learn(data));
