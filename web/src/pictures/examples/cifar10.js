import ship from '@lobehub/fluent-emoji-3d/assets/1f6a2.webp?url';
import horse from '@lobehub/fluent-emoji-3d/assets/1f40e.webp?url';
import truck from '@lobehub/fluent-emoji-3d/assets/1f69a.webp?url';
import deer from '@lobehub/fluent-emoji-3d/assets/1f98c.webp?url';
import dog from '@lobehub/fluent-emoji-3d/assets/1f415.webp?url';
import bird from '@lobehub/fluent-emoji-3d/assets/1f426-200d-2b1b.webp?url';
import cat from '@lobehub/fluent-emoji-3d/assets/1f431.webp?url';
import frog from '@lobehub/fluent-emoji-3d/assets/1f438.webp?url';
import car from '@lobehub/fluent-emoji-3d/assets/1f697.webp?url';
import plane from '@lobehub/fluent-emoji-3d/assets/2708-fe0f.webp?url';

/** See `EXAMPLES`; in the order in which they are shown. */
export const CIFAR10 = [
  { name: 'frog', url: frog, ground: '#6ea046' },
  { name: 'automobile', url: car, ground: '#d7be96' },
  { name: 'airplane', url: plane, ground: '#cfe6f7' },
  { name: 'horse', url: horse, ground: '#b9d69b' },
  { name: 'ship', url: ship, ground: '#3269a5' },
  { name: 'cat', url: cat, ground: '#b9d69b' },
  { name: 'bird', url: bird, ground: '#cfe6f7' },
  { name: 'truck', url: truck, ground: '#787c82' },
  { name: 'dog', url: dog, ground: '#6ea046' },
  { name: 'deer', url: deer, ground: '#b9d69b' },
];
