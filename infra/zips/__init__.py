"""The Lambda functions' packages: `make lambda` writes `build/lambda/{eligibility,photo,package}.zip`.

Built from the hashed wheels of the functions' own locks, the project's wheel without the parts that only a
terminal or a site needs, and the verified weights. A package of the same sources is the same to the byte.
"""
