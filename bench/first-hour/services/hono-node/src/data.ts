export interface Recipe {
  readonly id: number;
  readonly title: string;
  readonly minutes: number;
  readonly ingredients: readonly string[];
}

export const recipeById = new Map<number, Recipe>([
  [1, { id: 1, title: 'Lentil soup', minutes: 40, ingredients: ['lentils', 'carrot', 'cumin'] }],
  [2, { id: 2, title: 'Pancakes', minutes: 25, ingredients: ['flour', 'milk', 'egg'] }],
  [3, { id: 3, title: 'Shakshuka', minutes: 30, ingredients: ['tomato', 'egg', 'pepper'] }],
]);
