"""Texts and questions that are made up, with words that are alike and signs that are odd."""

from hypothesis import strategies as st

from ragmock.domain.model import Method

from .searching import TEXTS, asks

WORDS = 'cats Cats cat dog catz birds mammals wether weather naïve İ the \0 " NEAR( 🦜 天气 天 国家'
sentences = st.lists(st.sampled_from(WORDS.split(" ")), max_size=6).map(" ".join)
texts = sentences | st.sampled_from(list(TEXTS.values())) | st.text(max_size=20)
questions = st.builds(
    asks,
    texts,
    st.sampled_from(Method),
    st.sampled_from([0.0, 0.3, 1.0]),
    st.sampled_from([0.0, 0.7, 1.0]),
    rerank=st.booleans(),
)
