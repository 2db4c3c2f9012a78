"""Words so frequent that they tell nothing about a text."""

from typing import Final

# The function words of English that NLTK lists as well. A contraction is cut at its apostrophe,
# so both halves stand here.
_ENGLISH: Final = """
i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her
hers herself it its itself they them their theirs themselves what which who whom this that these
those am is are was were be been being have has had having do does did doing a an the and but if
or because as until while of at by for with about against between into through during before after
above below to from up down in out on off over under again further then once here there when where
why how all any both each few more most other some such no nor not only own same so than too very
can will just don should now s t d ll m o re ve y ain aren couldn didn doesn hadn hasn haven isn ma
mightn mustn needn shan shouldn wasn weren won wouldn
"""

_CHINESE: Final = """
的 了 着 过 地 得 之 者 所 们 吗 呢 吧 啊 呀 嘛 哦 和 与 及 或 而 且 但 并 则 若 虽 因 由 于 在 从
自 到 向 往 对 为 把 被 将 让 给 用 以 按 据 比 跟 同 就 才 都 也 还 又 再 很 更 最 太 不 没 无 是
有 会 能 要 可 该 应 我 你 您 他 她 它 这 那 哪 谁 啥 某 每 各 其 此 一 个 我们 你们 他们 她们
它们 咱们 大家 自己 人家 别人 这个 那个 这些 那些 这里 那里 这样 那样 这么 那么 这时 那时 这种
那种 什么 怎么 怎样 为什么 哪里 哪个 哪些 多少 如何 一个 一些 一种 一样 一般 一切 一旦 一直 有的
有些 有关 其中 其他 其它 其次 其实 以及 以便 以后 以前 以上 以下 因此 因为 因而 由于 所以 于是
然后 然而 但是 可是 不过 只是 只有 只要 还是 还有 或者 或是 并且 而且 不但 不仅 虽然 尽管 即使
如果 假如 要是 除了 除非 否则 无论 不管 关于 对于 至于 根据 按照 通过 经过 为了 作为 随着 同时
之后 之前 之间 之一 就是 不是 也是 都是 可以 可能 能够 应该 应当 必须 需要 已经 曾经 正在 将会
没有 不会 不能 不要 非常 十分 特别 比较 更加 例如 比如 等等 另外 此外 总之 首先 最后 的话 时候
"""

# What jieba leaves of arrows, rules and dots, and what is left of a number cut at its point.
_SIGNS: Final = "-- .. ... 0 1 2 3 4 5 6 7 8 9"

STOP_WORDS: Final = frozenset(f"{_ENGLISH} {_CHINESE} {_SIGNS}".split())
"""In lower case, English and Chinese. Dify's list has more Chinese words, among them rare ones."""
