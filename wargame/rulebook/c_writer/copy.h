/* TOGETHER blocks of games are copied at once. A row with one value of all games has its own memory page. The processor
   then looks up this page only once.

   A struct `Copied` describes one array of the state and its place in the workspace. A list of structs ends with a
   struct without cells. ROOM: the size of the workspace of one block. W: the games in a block. */
typedef struct {
  int array, place, cells;
  int ordered; /* the first row of an effort, or -1; most efforts have no order in any game */
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
