#!/usr/bin/env python3
"""Writes data/icc/srgb.icc: a small sRGB display profile, ICC version 2.1, for PDF/A output intents.

Made here from the published numbers, copied from no other profile: the primaries of
IEC 61966-2-1 adapted to D50 (Bradford) and its transfer curve in 256 steps.
usage: make_icc.py OUT"""
import struct
import sys


def fixed(value):
    return struct.pack('>i', round(value * 65536))


def xyz(x, y, z):
    return b'XYZ \0\0\0\0' + fixed(x) + fixed(y) + fixed(z)


def description(text):
    raw = text.encode('ascii') + b'\0'
    return b'desc\0\0\0\0' + struct.pack('>I', len(raw)) + raw + bytes(4 + 4 + 2 + 1 + 67)


def linear(value):
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def curve(steps):
    points = [round(linear(i / (steps - 1)) * 65535) for i in range(steps)]
    return b'curv\0\0\0\0' + struct.pack('>I', steps) + struct.pack(f'>{steps}H', *points)


def main():
    shared = curve(256)
    tags = [
        (b'desc', description('sRGB IEC61966-2.1')),
        (b'cprt', b'text\0\0\0\0' + b'CC0: no rights reserved\0'),
        (b'wtpt', xyz(0.9642, 1.0, 0.8249)),
        (b'rXYZ', xyz(0.4360747, 0.2225045, 0.0139322)),
        (b'gXYZ', xyz(0.3850649, 0.7168786, 0.0971045)),
        (b'bXYZ', xyz(0.1430804, 0.0606169, 0.7141733)),
        (b'rTRC', shared), (b'gTRC', shared), (b'bTRC', shared),
    ]
    offset, body, table, places = 128 + 4 + 12 * len(tags), b'', b'', {}
    for name, data in tags:
        if data not in places:
            places[data] = offset + len(body)
            body += data + bytes(-len(data) % 4)
        table += name + struct.pack('>II', places[data], len(data))
    size = offset + len(body)
    date = struct.pack('>6H', 2000, 1, 1, 0, 0, 0)
    head = struct.pack('>I', size) + bytes(4) + b'\x02\x10\0\0' + b'mntrRGB XYZ ' + date + b'acsp' + bytes(4 + 4 + 4 + 4 + 8)
    head += struct.pack('>I', 0) + fixed(0.9642) + fixed(1.0) + fixed(0.8249)
    head += bytes(128 - len(head))
    with open(sys.argv[1], 'wb') as file:
        file.write(head + struct.pack('>I', len(tags)) + table + body)


main()
