import re
import sys
from collections import Counter


def count(text):
    return Counter(re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", text.lower()))


for word, times in sorted(count(sys.stdin.read()).items(), key=lambda one: (-one[1], one[0])):
    print(word, times)
