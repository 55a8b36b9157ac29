import { make } from '../../views/dom.js';
import { KERNEL_SIDE } from './convolve.js';
import { KERNELS, LARGEST, nameOf, readNumber } from './kernels.js';

/**
 * Kernels to choose from, the nine numbers to type, and what they do to a picture.
 *
 * @param {object} language from `createLanguage`
 * @param {(kernel: number[]) => void} onChange
 */
export function createKernelChoice(language, onChange) {
  let kernel = KERNELS.edges;
  const legend = make('legend');
  const buttons = Object.keys(KERNELS).map((name) => {
    const button = make('button', { type: 'button', className: 'inside-choice' });
    button.dataset.kernel = name;
    button.onclick = () => choose(KERNELS[name]);
    return button;
  });
  const fields = KERNELS.edges.map((_, i) => {
    const field = make('input', { type: 'number', step: 'any', className: 'kernel-field' });
    field.min = -LARGEST;
    field.max = LARGEST;
    field.oninput = () => type(i, readNumber(field.value));
    field.onblur = write; // what is no number gives way to the one that counts
    return field;
  });
  const sentence = make('p', { className: 'inside-hint' });
  sentence.setAttribute('role', 'status');
  const element = make(
    'fieldset',
    { className: 'inside-set' },
    legend,
    make('div', { className: 'inside-choices' }, ...buttons),
    make('div', { className: 'kernel-fields' }, ...fields),
    sentence,
  );
  language.follow(render);
  write();

  function choose(next) {
    kernel = next;
    write();
    render();
    onChange(kernel);
  }

  function type(index, value) {
    fields[index].ariaInvalid = value === null;
    if (value === null) return;
    kernel = kernel.with(index, value);
    render();
    onChange(kernel);
  }

  function write() {
    for (const [i, field] of fields.entries()) {
      field.value = kernel[i];
      field.ariaInvalid = false;
    }
  }

  function render() {
    const current = nameOf(kernel);
    legend.textContent = language.text('inside.kernel');
    for (const button of buttons) {
      button.textContent = language.text(`inside.kernel.${button.dataset.kernel}`);
      button.ariaPressed = button.dataset.kernel === current;
    }
    for (const [i, field] of fields.entries()) {
      const place = { row: Math.floor(i / KERNEL_SIDE) + 1, column: (i % KERNEL_SIDE) + 1 };
      field.ariaLabel = language.text('inside.kernel.number', place);
    }
    sentence.textContent = language.text(`inside.kernel.${current}.does`);
  }

  return { element };
}
