/* Blocks of games are copied together, TOGETHER of them: a row of games lies on a page of its own, looked up once for all.

   An array of the state and where it stands in the workspace; a list of them ends with one without cells. */
typedef struct {
  int array, place, cells;
  int ordered; /* its first row among efforts, most of which are ordered in no game; or -1 */
} Copied;

static __attribute__((noinline)) void read_arrays(const GameArrays *P, v *workspace, const Copied *c, i64 first) {
  const i64 n = P->games;
  for (; c->cells; c++)
    for (i64 k = 0; k < c->cells; k++)
      for (i64 b = 0; b < TOGETHER && first + b * W < n; b++) {
        const i64 game = first + b * W;
        workspace[b * ROOM + c->place + k] = c->ordered < 0 || P->ordered[c->ordered + k]
            ? read_games(P->arrays[c->array] + k * n + game, n - game) : K(0.0);
      }
}

static __attribute__((noinline)) void write_arrays(const GameArrays *P, const v *workspace, const Copied *c, i64 first) {
  const i64 n = P->games;
  for (; c->cells; c++)
    for (i64 k = 0; k < c->cells; k++)
      for (i64 b = 0; b < TOGETHER && first + b * W < n; b++) {
        const i64 game = first + b * W;
        write_games(P->arrays[c->array] + k * n + game, workspace[b * ROOM + c->place + k], n - game);
      }
}
