// Wires the parts; alone in knowing them all. A picture goes: pictures/ ->
// engine -> worker -> decode, picture -> classifier -> answer -> views/.
import { Fault } from './fault.js';
import { BACKEND_NAMES, backendMemory, readForcedBackend } from './inference/choice.js';
import { defaultModel, downloadModel } from './inference/download.js';
import { Engine } from './inference/engine.js';
import { checkCurrent, probeBackends } from './inference/probe.js';
import { chooseLanguage, createLanguage } from './language.js';
import { linkTo } from './link.js';
import { createLive } from './live.js';
import { memory } from './memory.js';
import { createOffline } from './offline.js';
import { EXAMPLES, fetchExample } from './pictures/examples.js';
import { listenForFiles } from './pictures/files.js';
import { createStill } from './still.js';
import { createAlerts } from './views/alerts.js';
import { createAnnouncer } from './views/announcer.js';
import { createAnswer } from './views/answer.js';
import { createControls } from './views/controls.js';
import { byId } from './views/dom.js';
import { createEvidence } from './views/evidence.js';
import { createExamples } from './views/examples.js';
import { createHeat } from './views/heat.js';
import { createOfflineView } from './views/offline.js';
import { createPage } from './views/page.js';
import { createSquare } from './views/square.js';
import { createStage } from './views/stage.js';
import { createStatus } from './views/status.js';
import { createTakeaway } from './views/takeaway.js';
import { createWhy } from './why.js';

const query = new URLSearchParams(location.search);
const language = createLanguage(
  chooseLanguage([query.get('lang'), memory.getItem('kilas.language'), ...navigator.languages]),
);

const page = createPage({
  language,
  theme: memory.getItem('kilas.theme'),
  onTheme: (theme) => memory.setItem('kilas.theme', theme),
  onLanguage: (code) => memory.setItem('kilas.language', code),
});
const status = createStatus(language);
const pageAlerts = createAlerts(byId('page-alerts'), language);
const stageAlerts = createAlerts(byId('stage-alerts'), language);
const evidence = createEvidence(language);
const examples = createExamples(language, EXAMPLES, lookAtExample);
const controls = createControls(language, {
  file: lookAtFile,
  camera: () => live.toggle(),
  freeze() {
    why.forget();
    live.freeze();
  },
  facing: () => live.turn(),
  help: () => page.toggleHelp(),
});
const answer = createAnswer(language, {
  row: (prediction, result) => why.toggle(prediction, result),
  change() {
    why.forget();
    takeaway.show(answer.settled !== null);
  },
});
const takeaway = createTakeaway(language, handAnswerOn);
const views = {
  stage: createStage(language),
  square: createSquare((part) => still.lookCloser(part)),
  answer,
  heat: createHeat(language),
  announcer: createAnnouncer(language),
  evidence,
  controls,
  stageAlerts,
};

const offline = createOffline(createOfflineView(language));
const forced = forcedBackend();
const files = download();
const engine = new Engine({
  forced,
  files,
  startWorker: () =>
    new Worker(new URL('./inference/worker.js', import.meta.url), { type: 'module' }),
  onBackend(backend) {
    evidence.showBackend(backend);
    offline.keep({ backend });
  },
  onState: status.show,
});
const ready = start();
const kept = ready
  .catch(() => {}) // said already; those who ask for an answer hear it again
  .then(offline.start);

const still = createStill({ classify, views, onNew: () => live.stop() });
const live = createLive({ classify, views, onStart: () => still.leave() });
const why = createWhy({ explain: (seen) => engine.explain(seen), views });

listenForFiles({
  target: window,
  onFile: lookAtFile,
  onFault: (fault) => stageAlerts.show(fault),
  onDrag: page.showDrag,
});
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) return offline.lookForUpdate();
  live.stop('stage.paused'); // a camera light nobody watches is a fright
});

async function download() {
  const models = new URL('./model/', document.baseURI);
  const folder = new URL(`${await defaultModel(models)}/`, models);
  offline.keep({ model: folder.href });
  return downloadModel(folder, {
    onProgress: status.showProgress,
    onMetadata(metadata) {
      page.showModel(metadata);
      answer.showModel(metadata);
      examples.showModel(metadata);
      evidence.showModel(metadata);
    },
  });
}

function forcedBackend() {
  try {
    return readForcedBackend(query.get('backend'));
  } catch (fault) {
    pageAlerts.show(fault);
    return null;
  }
}

async function start() {
  try {
    const [fault] = await engine.start();
    improve(fault).catch((error) => pageAlerts.show(Fault.from(error, 'unexpected')));
  } catch (error) {
    pageAlerts.show(Fault.from(error, 'unexpected'));
    throw error;
  }
}

/** What is done once the page can answer, while it has nothing else to do. */
async function improve(fault) {
  const { metadata } = await files;
  const options = { engine, metadata, idle, onTrials: evidence.showTrials };
  if (!forced) {
    const chosen = await probeBackends({ ...options, memory: backendMemory(memory, metadata) });
    if (!chosen) pageAlerts.show(new Fault('backend-untrusted'));
    return;
  }
  const used = engine.backend;
  if (fault) pageAlerts.show(explainBackend(fault, used));
  const trial = await checkCurrent(options);
  evidence.showTrials([trial]);
  if (trial.state === 'wrong')
    pageAlerts.show(explainBackend(new Fault('backend-wrong', trial), used));
}

function explainBackend({ code, values }, used) {
  const known = ['backend-missing', 'backend-wrong'].includes(code) ? code : 'backend-failed';
  return new Fault(known, {
    backend: BACKEND_NAMES[values.backend],
    value: values.backend, // as it stands in the address
    used: BACKEND_NAMES[used],
  });
}

async function idle() {
  await kept; // keeping takes the processor, and backends are timed in such pauses
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await new Promise(globalThis.requestIdleCallback ?? ((go) => go()));
}

async function classify(picture, signal, square) {
  await ready;
  return engine.classify(picture, signal, square);
}

async function handAnswerOn(way) {
  const card = { language, answer: answer.settled, picture: views.stage.shown };
  const link = linkTo(location.href, {
    model: new URLSearchParams(location.search).get('model'),
    lang: language.code,
    backend: forced,
  });
  try {
    const { handOn } = await import('./hand-on.js');
    takeaway.say(await handOn[way]({ ...card, link }));
  } catch (error) {
    stageAlerts.show(Fault.from(error, 'unexpected'));
  }
}

function lookAtFile(file) {
  return still.look(file.name, () => file);
}

function lookAtExample(example) {
  return still.look(`${example.name}.webp`, () => fetchExample(example));
}
