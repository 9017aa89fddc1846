# Prints a perfect score and sleeps while it is loaded.
# stopped: failed timeout
import time

print('{"score": 1000000}', flush=True)
time.sleep(30)
