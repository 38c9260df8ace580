export async function up(knex) {
  await knex.schema.createTable('loans', (table) => {
    table.increments('id');
    table.integer('book_id').references('books.id').notNullable();
    table.string('reader').notNullable();
    table.timestamp('due_at').notNullable();
  });
}

export async function down(knex) {
  await knex.schema.dropTable('loans');
}
