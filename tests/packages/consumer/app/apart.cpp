// Knows nothing of the schema, so no change of it compiles this again.
int apart();
int apart() { return 0; }
