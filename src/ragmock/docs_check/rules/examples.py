"""What the examples of the rules about parameters have in common."""

from typing import Final

DATASET: Final = """
    ## Create a dataset

    **POST** `/datasets`

    ### Request Body

"""
LIST: Final = """
    ## List the datasets

    **GET** `/datasets`

    ### Query Parameters

    - **keyword** (string): Part of the name
    - **page** (integer): Which page
"""
OTHERS: Final = """
    - **description** (string): What is in it
    - **indexing_technique** (string): How it is indexed (`high_quality` or `economy`)
    - **permission** (string): Who may see it (`only_me`, `all_team_members` or `partial_members`)
    - **provider** (string): Where it is
    - **external_knowledge_api_id** (string): Which API
    - **external_knowledge_id** (string): Which of its datasets
    - **embedding_model** (string): Which model
    - **embedding_model_provider** (string): Of whom
    - **retrieval_model** (object): How it is searched
"""

CHOICES: Final = "Who may see it (`only_me`, `all_team_members` or `partial_members`)\n"
