export async function up(knex) {
  await knex.schema.createTable('authors', (table) => {
    table.increments('id');
    table.string('name').notNullable();
  });
  await knex.schema.createTable('books', (table) => {
    table.increments('id');
    table.string('title').notNullable();
    table.integer('author_id').references('authors.id').notNullable();
    table.integer('year');
  });
}

export async function down(knex) {
  await knex.schema.dropTable('books');
  await knex.schema.dropTable('authors');
}
