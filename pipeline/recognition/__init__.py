"""Recognition: what a picture of a page prints, as characters and cells with their places.

    picture → paper (light, seals) → upright and straight → rules → lines → characters

It knows pictures alone. Loaders hand it pages and make documents of what it returns. The libraries that it
needs are an extra (`pip install ziping[ocr]`) and are imported when the first picture comes.
"""
