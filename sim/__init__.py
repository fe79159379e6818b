"""How often does Belarus enter Russia's war on Ukraine when Moscow presses harder?"""
