import sys
from collections import Counter

words = Counter(sys.stdin.read().lower().split())
for word, times in sorted(words.items(), key=lambda one: (-one[1], one[0])):
    print(word, times)
