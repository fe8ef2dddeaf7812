"""`logistic` and `tanh`: curves that become flat at both ends."""

from __future__ import annotations

import math

from wargame.language.functions.powers import capped_exp
from wargame.language.operation import Function, Operation, rising
from wargame.language.word import Bounds
from wargame.numeric import exact

_ANY: Bounds = (-12.0, 12.0)
_SAMPLES = ((0.0,), (1.0,), (-1.0,), (0.1,), (-11.5,))

LOGISTIC_CURVE = Operation(
    name="logistic", compute=exact.logistic, c="v_logistic({0})", python="logistic({0})", costly=True,
    bounds=rising(lambda x: 1.0 / (1.0 + capped_exp(-x))), domain=(_ANY,), samples=_SAMPLES,
    source="static inline v v_logistic(v x) { return 1.0 / (v_exp(-x) + 1.0); }\n",
)  # fmt: skip
HYPERBOLIC_TANGENT = Operation(
    name="tanh", compute=exact.tanh, c="v_tanh({0})", python="tanh({0})", costly=True,
    bounds=rising(math.tanh), domain=(_ANY,), samples=_SAMPLES,
    source="static inline v v_tanh(v x) { return 1.0 - 2.0 / (v_exp(x * 2.0) + 1.0); }\n",
)  # fmt: skip

LOGISTIC = Function(
    name="logistic", call="logistic(x)", returns="1 / (1 + e**-x), a number from 0 to 1", example=((0.0,), 0.5),
    operations=(LOGISTIC_CURVE,),
)  # fmt: skip
TANH = Function(
    name="tanh", call="tanh(x)", returns="the hyperbolic tangent of x, a number from -1 to 1", example=((0.0,), 0.0),
    operations=(HYPERBOLIC_TANGENT,),
)  # fmt: skip
