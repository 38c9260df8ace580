CREATE TABLE products (
  id serial PRIMARY KEY,
  name text NOT NULL,
  price_cents integer NOT NULL
);

CREATE TABLE orders (
  id serial PRIMARY KEY,
  user_id integer NOT NULL REFERENCES users (id),
  product_id integer NOT NULL REFERENCES products (id),
  quantity integer NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
