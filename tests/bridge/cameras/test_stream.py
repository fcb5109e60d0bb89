import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from bridge.cameras.stream import stream
from bridge.errors import CameraError
from bridge.pictures import encode_jpeg


class MotionJpeg(BaseHTTPRequestHandler):
    def do_GET(self):
        random = np.random.default_rng(0)
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        self.end_headers()
        try:
            for _ in range(200):
                noise = random.integers(0, 255, (48, 64, 3)).astype(np.uint8)
                jpeg = encode_jpeg(noise)
                head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
                self.wfile.write(head.encode() + jpeg + b"\r\n")
                time.sleep(0.02)
        except OSError:
            pass

    def log_message(self, *args):
        pass


@pytest.fixture
def address():
    server = ThreadingHTTPServer(("127.0.0.1", 0), MotionJpeg)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/video"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_network_camera_is_read(address):
    camera = stream(address)
    camera.open()
    frames = [camera.read() for _ in range(5)]
    camera.close()
    assert [frame.index for frame in frames] == [0, 1, 2, 3, 4]
    assert frames[0].image.shape == (48, 64, 3)


def test_an_address_where_nobody_answers_is_refused():
    with pytest.raises(CameraError, match=r"Stream 127\.0\.0\.1 does not open"):
        stream("http://127.0.0.1:9/video").open()
