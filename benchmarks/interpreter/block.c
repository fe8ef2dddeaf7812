/* The turn of one block, where the C writer's function of a whole turn stands: the same arguments, the same workspace. */
typedef struct {
  double **arrays;
  const u64 *keys;
  const double *plain;
  const i64 *seated;
} Start; /* as Board begins */

static Run THE;
static i64 plains, seats, numbers;
static const i64 *plain_places, *seat_numbers, *number_places;
static const double *number_values;
static void *filled;
static i64 seated_now[64];

void set_up(const Run *run, i64 n, const i64 *plain, i64 s, const i64 *seat, i64 c, const i64 *places, const double *values) {
  THE = *run;
  plains = n, plain_places = plain, seats = s, seat_numbers = seat;
  numbers = c, number_places = places, number_values = values, filled = 0;
}

void block_turn(const Start *P, v *S, void *const *out) {
  if (filled != S)
    for (i64 i = 0; i < numbers; i++) S[number_places[i]] = K(number_values[i]);
  filled = S;
  for (i64 i = 0; i < plains; i++) S[plain_places[i]] = K(P->plain[i]);
  for (i64 i = 0; i < seats; i++) seated_now[i] = P->seated[seat_numbers[i]];
  THE.turn = (i64)P->plain[0];
  THE.seated = seated_now;
  const u keys = read_keys(P->keys, W);
  run_1(&THE, S, &keys);
}
