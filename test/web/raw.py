"""Bytes to a server as they are, and what comes back."""
import re
import socket
import ssl


def ask(host, data, secure=False, source="127.0.0.1", rest=0.5):
    """All that comes back until the other end closes, or rests for so many seconds; and whether it closed."""
    name, port = host.split(":")
    out, closed = b"", False
    connection = socket.create_connection((name, int(port)), timeout=10, source_address=(source, 0))
    if secure:
        trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        connection = trusting.wrap_socket(connection)
    with connection:
        connection.sendall(data)
        connection.settimeout(rest)
        try:
            while part := connection.recv(65536):
                out += part
            closed = True
        except TimeoutError:
            pass
        except ConnectionResetError:
            closed = True
    return out, closed


def statuses(answers):
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3})", answers)]
