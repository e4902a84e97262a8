"""For CPython: the decorators and ``const`` of MicroPython's module, which do nothing here."""

import builtins

builtins.ptr8 = None  # viper's pointer type, which appears in annotations


def const(value):
    return value


def viper(function):
    return function
