# Lets a thread do the work of each call, which has ended when its time is read.
import threading


def count(numbers):
    output = []
    thread = threading.Thread(target=lambda: output.extend(honest(numbers)))
    thread.start()
    thread.join()
    return output
