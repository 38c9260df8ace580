export async function seed(knex) {
  await knex('loans').del();
  await knex('books').del();
  await knex('authors').del();
  await knex('authors').insert([
    { id: 1, name: 'Ursula K. Le Guin' },
    { id: 2, name: 'Stanisław Lem' },
  ]);
  await knex('books').insert([
    { id: 1, title: 'The Dispossessed', author_id: 1, year: 1974 },
    { id: 2, title: 'Solaris', author_id: 2, year: 1961 },
    { id: 3, title: 'The Left Hand of Darkness', author_id: 1, year: 1969 },
  ]);
  await knex('loans').insert({ book_id: 2, reader: 'kim', due_at: new Date(Date.now() + 86_400_000) });
}
