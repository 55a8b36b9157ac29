/** The page's stable hooks. */
export const hooks = {
  input: '[data-testid=picture-input]',
  folder: '[data-testid=folder-input]',
  result: '[data-testid=result]',
  answer: '[data-testid=answer]',
  prediction: '[data-testid=prediction]',
  status: '[data-testid=status]',
  backend: '[data-testid=backend]',
};
