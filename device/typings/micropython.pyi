"""What the compiler knows by itself."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

def const(value: T) -> T: ...
def viper(function: Callable[..., None]) -> Callable[..., None]: ...
