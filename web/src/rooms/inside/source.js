import { make } from '../../views/dom.js';

/**
 * Which picture is looked into, and the way to another one.
 *
 * @param {object} language from `createLanguage`
 * @param {(files: {name: string, file: File}[]) => void} onFiles
 */
export function createSource(language, onFiles) {
  const image = make('img', { className: 'source-picture', alt: '' });
  const title = make('p', { className: 'source-title' });
  const input = make('input', { type: 'file', accept: 'image/*', hidden: true });
  input.dataset.testid = 'inside-input';
  const button = make('button', { type: 'button', className: 'button' });
  const element = make('div', { className: 'source' }, image, title, button, input);
  let shown = null;
  button.onclick = () => input.click();
  input.onchange = () => {
    if (input.files.length > 0)
      onFiles([...input.files].map((file) => ({ name: file.name, file })));
    input.value = ''; // so that the same file can be chosen again
  };
  language.follow(render);

  function render() {
    button.textContent = language.text('actions.choose');
    image.hidden = !shown;
    title.textContent = '';
    if (!shown) return;
    const key = shown.isExample ? 'inside.source.example' : 'inside.source';
    title.textContent = language.text(key, { file: shown.name });
  }

  return {
    element,

    /** @param {{name: string, file: File, isExample?: boolean}} picture */
    show(picture) {
      if (image.src) URL.revokeObjectURL(image.src);
      image.src = URL.createObjectURL(picture.file);
      shown = picture;
      render();
    },
  };
}
