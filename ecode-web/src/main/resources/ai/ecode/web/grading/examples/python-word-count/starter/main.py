import sys


def count(text):
    """Returns how often each word is in the text, as a dictionary."""
    return {}


for word, times in count(sys.stdin.read()).items():
    print(word, times)
