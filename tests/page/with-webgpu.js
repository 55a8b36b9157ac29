import config from '../../playwright.config.js';

const { launchOptions } = config.use;

/** Chromium hides WebGPU on Linux, and wherever a processor stands in for a graphics card. */
export const withWebGpu = {
  launchOptions: { ...launchOptions, args: [...launchOptions.args, '--enable-unsafe-webgpu'] },
};
