"""The routes, a module a subject. Each makes its router from what the schema or the catalogue declares."""
